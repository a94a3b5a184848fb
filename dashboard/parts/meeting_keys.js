// The keyboard and the presenter's clicker: turn the pages of the meeting, stop its clock, make the screen black.
const ACTS = {
  PageDown: "next", ArrowRight: "next", ArrowDown: "next", PageUp: "back", ArrowLeft: "back", ArrowUp: "back",
  " ": "clock", v: "ballot", V: "ballot",
}
const WRITES = "input, textarea, select, button, a, [contenteditable=true], [role=combobox], [role=tab], [role=radio]"

const REMEMBERED = 20
// What is pressed while the server is away is forgotten: it must not move the meeting later, unseen.
const reached = () => document.querySelector("[data-testid=stApp]").dataset.testConnectionState === "CONNECTED"

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".jp-keys")
  // Who follows a meeting that moves is there: the session of the screen does not fall idle meanwhile.
  if (root.mark !== undefined && root.mark !== data.mark) setTriggerValue("seen", true)
  root.mark = data.mark
  root.session = data.session
  if (root.press) document.removeEventListener("keydown", root.press)
  const press = (event) => {
    if (!root.isConnected) return document.removeEventListener("keydown", press)
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const writes = event.target.closest && event.target.closest(WRITES)
    if (writes && (event.key === " " || event.key.length === 1 || writes.matches("input, textarea, select"))) return
    if (event.key === "b" || event.key === "B" || event.key === ".") {
      root.classList.toggle("jp-black")
      return
    }
    if (event.key === "Escape") root.classList.remove("jp-black")
    const digit = /^[1-9]$/.test(event.key) && document.querySelectorAll(".jp-stage [data-key]")[Number(event.key) - 1]
    if (digit) return digit.click()
    const act = ACTS[event.key]
    if (!act) return
    event.preventDefault()
    if (event.repeat || !reached()) return
    // Every press is told again with those before it, so that none is lost while the page draws itself anew; with the
    // session that it was made in, so that none is obeyed again after the server came back.
    const before = root.presses || []
    const number = Math.max(Date.now(), (before.length && before[before.length - 1].number) + 1)
    root.presses = [...before, { number, act, session: root.session }].slice(-REMEMBERED)
    setStateValue("presses", root.presses)
  }
  root.press = press
  document.addEventListener("keydown", press)
  return () => document.removeEventListener("keydown", press)
}
