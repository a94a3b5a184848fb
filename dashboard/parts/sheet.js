// The findings lead to their cells and the cells to their findings; nothing is sent to the server.
export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".jp-bench")
  if (root.shown === data.html) return
  root.innerHTML = data.html
  root.shown = data.html
  const grids = [...root.querySelectorAll("[data-grid]")]
  const tabs = [...root.querySelectorAll("[data-tab]")]
  const quick = matchMedia("(prefers-reduced-motion: reduce)").matches

  const turnTo = (number) => {
    grids.forEach((grid) => { grid.hidden = grid.dataset.grid !== String(number) })
    tabs.forEach((tab) => tab.setAttribute("aria-selected", String(tab.dataset.tab === String(number))))
  }
  const bring = (box, part) => {
    const outer = box.getBoundingClientRect(), inner = part.getBoundingClientRect()
    box.scrollTo({
      top: box.scrollTop + inner.top - outer.top - (outer.height - inner.height) / 2,
      left: box.scrollLeft + inner.left - outer.left - (outer.width - inner.width) / 2,
      behavior: quick ? "auto" : "smooth",
    })
  }
  const mark = (part, name) => {
    root.querySelectorAll("." + name).forEach((marked) => marked.classList.remove(name))
    if (part) part.classList.add(name)
  }
  const showCell = (finding) => {
    turnTo(finding.dataset.sheet)
    const grid = grids.find((each) => each.dataset.grid === finding.dataset.sheet)
    const cell = grid && grid.querySelector(`[data-cell="${CSS.escape(finding.dataset.at.split(":")[0])}"]`)
    mark(finding, "jp-held")
    mark(cell, "jp-pointed")
    if (cell) bring(grid, cell)
  }
  const showFinding = (cell) => {
    const sheet = cell.closest("[data-grid]").dataset.grid
    const finding = root.querySelector(`[data-at="${CSS.escape(cell.dataset.cell)}"][data-sheet="${sheet}"]`)
    if (!finding) return
    mark(finding, "jp-held")
    mark(cell, "jp-pointed")
    bring(root.querySelector(".jp-found"), finding)
  }
  const open = (event) => {
    const tab = event.target.closest("[data-tab]")
    const finding = event.target.closest("[data-at]")
    const cell = event.target.closest("[data-cell]")
    if (tab) turnTo(tab.dataset.tab)
    else if (finding) showCell(finding)
    else if (cell) showFinding(cell)
  }
  root.onclick = open
  root.onkeydown = (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !event.target.matches("[data-at]")) return
    event.preventDefault()
    open(event)
  }
  const first = root.querySelector("[data-at]")
  if (first) showCell(first)
  else turnTo(data.first || 0)
}
