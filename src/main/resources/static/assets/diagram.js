// Draws the case's own diagram and marks the way it has taken. The list beside it says the same in words.
const place = document.getElementById("diagram");
const words = name => (place.dataset[name] || "").split(" ").filter(Boolean);

async function draw() {
  const viewer = new BpmnJS({ container: place, zoomScroll: { enabled: false } }); // the wheel scrolls the page
  const answer = await fetch(place.dataset.source, { headers: { Accept: "application/xml" } });
  if (!answer.ok) throw new Error(`The diagram answered ${answer.status}`);
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  const drawn = viewer.get("elementRegistry");
  for (const [name, ids] of [["taken", words("taken")], ["current", words("current")]]) {
    for (const id of ids) if (drawn.get(id)) canvas.addMarker(id, name);
  }
  const fit = () => { canvas.zoom("fit-viewport", "auto"); canvas.zoom(canvas.zoom() * 0.97, "auto"); };
  fit();
  const here = drawn.get(words("current")[0]) || drawn.get(words("taken").at(-1));
  // On a phone the whole would be too small to read: show where the case stands.
  if (place.clientWidth < 640 && here && "x" in here) {
    canvas.zoom(0.75);
    canvas.viewbox({
      ...canvas.viewbox(),
      x: here.x + here.width / 2 - canvas.viewbox().width / 2,
      y: here.y + here.height / 2 - canvas.viewbox().height / 2,
    });
  }
  // A finger moves the diagram sideways; up and down it scrolls the page.
  let last = null;
  place.addEventListener("pointerdown", event => { last = event.pointerType === "touch" ? event.clientX : null; });
  place.addEventListener("pointermove", event => {
    if (last === null || event.pointerType !== "touch") return;
    canvas.scroll({ dx: event.clientX - last, dy: 0 });
    last = event.clientX;
  });
  for (const ended of ["pointerup", "pointercancel"]) place.addEventListener(ended, () => { last = null; });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () =>
      button.dataset.zoom === "fit" ? fit() : viewer.get("zoomScroll").stepZoom(button.dataset.zoom === "in" ? 1 : -1));
  }
}

draw().catch(() => {
  place.textContent = "The diagram cannot be shown here. The list below says the same in words.";
  place.classList.add("empty");
});
