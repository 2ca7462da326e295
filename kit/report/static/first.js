// Runs before the first paint, so that nothing moves afterwards: what needs a script is shown, and on a telephone the
// contents fold away.
"use strict";
for (const box of document.querySelectorAll(".search, .look")) box.hidden = false;
if (matchMedia("(max-width: 67.9rem)").matches) document.querySelector(".contents details").open = false;
