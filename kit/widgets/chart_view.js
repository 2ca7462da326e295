// Draws the Vega-Lite specification `spec` and draws it again when that changes. Vega itself is in the `library`
// widget, which the page loads once however many charts it shows. A named selection made in the chart is written to
// `selection`, so that Python can read it.
async function vega(model) {
  if (!window.vegaEmbed) {
    const reference = model.get("library").replace("IPY_MODEL_", "");
    const library = await model.widget_manager.get_model(reference);
    const url = URL.createObjectURL(new Blob([library.get("code")], { type: "text/javascript" }));
    await import(url);
    URL.revokeObjectURL(url);
  }
  return window.vegaEmbed;
}

async function render({ model, el }) {
  let drawn;
  const draw = async () => {
    const spec = model.get("spec");
    drawn?.finalize();
    drawn = undefined;
    if (!spec || !Object.keys(spec).length) {
      el.textContent = model.get("words");
      return;
    }
    const embed = await vega(model);
    const { $schema: _, ...plain } = spec; // names Vega-Lite 5 for JupyterLab; the bundle here is newer and would complain
    el.replaceChildren();
    const target = document.createElement("div");
    el.append(target);
    drawn = await embed(target, plain, { renderer: "svg", actions: false, ast: true });
    const svg = target.querySelector("svg");
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", model.get("words"));
    for (const { name, select } of spec.params ?? []) {
      if (!select) continue;
      drawn.view.addSignalListener(name, (_name, value) => {
        model.set("selection", { ...model.get("selection"), [name]: JSON.parse(JSON.stringify(value)) });
        model.save_changes();
      });
    }
  };
  model.on("change:spec", draw);
  await draw();
  return () => drawn?.finalize();
}

export default { render };
