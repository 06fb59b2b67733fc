"use strict";
/* Before the first paint, so that a page somebody wants dark does not flash. */
(function () {
  let kept = null;
  try {
    kept = localStorage.getItem("bpfgate-theme");
  } catch (denied) {
    /* A browser may keep nothing for a file. */
  }
  if (kept === "light" || kept === "dark") {
    document.documentElement.dataset.theme = kept;
  }
})();
