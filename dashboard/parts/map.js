const shapes = window.jipingShapes || (window.jipingShapes = new Map())
const SVG = "http://www.w3.org/2000/svg"
const WIDTH = 1000
const SIZE = 32

function rings(geometry) {
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat()
}

function projection(features) {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const feature of features)
    for (const ring of rings(feature.geometry))
      for (const [lon, lat] of ring) {
        west = Math.min(west, lon); east = Math.max(east, lon)
        south = Math.min(south, lat); north = Math.max(north, lat)
      }
  const narrow = Math.cos(((south + north) / 2) * Math.PI / 180)
  const scale = (WIDTH - 20) / ((east - west) * narrow)
  return {
    height: (north - south) * scale + 20,
    at: ([lon, lat]) => [10 + (lon - west) * narrow * scale, 10 + (north - lat) * scale],
  }
}

function outline(geometry, at) {
  return rings(geometry).map(ring => "M" + ring.map(point => at(point).map(n => n.toFixed(1)).join(",")).join("L") + "Z").join("")
}

function middle(feature, at) {
  if (feature.properties.center) return at(feature.properties.center)
  const ring = rings(feature.geometry).reduce((a, b) => (a.length > b.length ? a : b))
  const sum = ring.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0])
  return at([sum[0] / ring.length, sum[1] / ring.length])
}

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text) made.textContent = text
  return made
}

function apart(labels) {
  const placed = []
  for (const label of labels.sort((a, b) => a.y - b.y)) {
    const hit = placed.find(other =>
      Math.abs(other.x - label.x) < (other.width + label.width) / 2 && Math.abs(other.y - label.y) < SIZE)
    if (hit) label.y = hit.y + SIZE
    placed.push(label)
  }
  return placed
}

function draw(root, collection, data, open) {
  const { height, at } = projection(collection.features)
  const svg = node("svg", { viewBox: `0 0 ${WIDTH} ${height.toFixed(0)}`, role: "group", "aria-label": data.label })
  const labels = []
  for (const feature of collection.features) {
    const code = String(feature.properties[data.key])
    const [shade, label, tip] = data.places[code] || [0, "", ""]
    const known = code in data.places
    const path = node("path", {
      d: outline(feature.geometry, at),
      class: `jp-class-${shade}` + (code === data.chosen ? " jp-chosen" : "") + (known ? "" : " jp-plain"),
      "data-code": code,
      ...(known ? { tabindex: 0, role: "button", "aria-label": tip } : {}),
    })
    path.append(node("title", {}, tip))
    if (known) {
      path.onclick = () => open(code)
      path.onkeydown = event => { if (event.key === "Enter") open(code) }
    }
    svg.append(path)
    const [x, y] = middle(feature, at)
    if (label) labels.push({ x, y: y + SIZE / 3, label, width: label.length * SIZE })
  }
  for (const { x, y, label } of apart(labels))
    svg.append(node("text", { x: x.toFixed(1), y: y.toFixed(1), "font-size": SIZE }, label))
  root.replaceChildren(svg)
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".jp-map")
  const asked = JSON.stringify(data)
  if (root.asked === asked) return
  root.asked = asked
  if (!shapes.has(data.url)) shapes.set(data.url, fetch(data.url).then(answer => answer.json()))
  shapes.get(data.url)
    .then(collection => { if (root.asked === asked) draw(root, collection, data, code => setTriggerValue("opened", code)) })
    .catch(() => { shapes.delete(data.url); root.asked = "" })
}
