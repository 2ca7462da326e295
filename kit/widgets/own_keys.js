// JupyterLab moves to the next cell on an arrow key and into its code on Enter, even while a list or a button has the
// focus: a list could not be used by keyboard. It spares what bears this attribute, and asks the focused element itself.
function spare(event) {
  if (event.target.closest?.(".jupyter-widgets")) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}

function render({ el }) {
  el.style.display = "none";
  document.addEventListener("focusin", spare);
}

export default { render };
