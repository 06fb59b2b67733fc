"use strict";
(function () {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("charts").textContent);
  const drawn = new Map();
  const HEIGHT = 260;

  /* light-dark() is resolved in a property that holds a colour, and not in a variable. */
  const probe = document.body.appendChild(document.createElement("span"));
  probe.hidden = true;
  function colour(name) {
    probe.style.color = "var(--" + name + ")";
    return getComputedStyle(probe).color;
  }

  function axis(more) {
    const quiet = colour("quiet");
    return Object.assign({
      stroke: quiet,
      font: "12px " + getComputedStyle(document.body).fontFamily,
      grid: { stroke: colour("line"), width: 1 },
      ticks: { stroke: colour("line"), width: 1, size: 5 },
    }, more);
  }

  /* Whole numbers below, and the unit at the left. */
  function axes(unit, names) {
    return [
      axis({ size: 28, space: names ? 90 : 50, values: (u, splits) => splits.map(v => !Number.isInteger(v) ? ""
        : names ? (names[v - 1] || "") : String(v)) }),
      axis({ size: 52, label: unit, labelSize: 20, labelFont: "12px " + getComputedStyle(document.body).fontFamily }),
    ];
  }

  function points(name, filled) {
    const stroke = colour(name);
    return { show: true, size: 6, width: 1.5, stroke: stroke, fill: filled ? stroke : colour("paper") };
  }

  function nanos(u, value) {
    return value == null ? "–" : value.toFixed(2) + " ns";
  }

  function series(label, name, filled, more) {
    const stroke = colour(name);
    return Object.assign({
      label: label, stroke: stroke, fill: undefined, width: 1, paths: () => null, points: points(name, filled),
      value: nanos,
    }, more);
  }

  function median(sorted) {
    const middle = sorted.length / 2;
    return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /* As the table beside it counts them: the middle one of an odd number is in neither half. */
  function quartiles(values) {
    const sorted = values.filter(v => v != null).sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return half === 0 ? [sorted[0], sorted[0], sorted[0]]
      : [median(sorted.slice(0, half)), median(sorted), median(sorted.slice(sorted.length - half))];
  }

  /* One place on the x axis for each value. */
  function frame(places, right) {
    return {
      height: HEIGHT,
      padding: [10, right, 0, 0],
      cursor: { y: false, points: { size: 8 } },
      scales: { x: { time: false, range: () => [0.5, places + 0.5] } },
      legend: { markers: {
        stroke: (u, i) => u.series[i].stroke(u, i),
        fill: (u, i) => u.series[i].points.fill(u, i),
      } },
    };
  }

  /* The middle half and the median of each series, right of the blocks they sum up. */
  function boxes(sums) {
    return u => {
      const ctx = u.ctx;
      const unit = devicePixelRatio;
      ctx.save();
      sums.forEach(([name, values], i) => {
        if (!values || values.length === 0) {
          return;
        }
        const [lower, middle, upper] = quartiles(values).map(v => u.valToPos(v, "y", true));
        const x = u.bbox.left + u.bbox.width + (10 + 16 * i) * unit;
        ctx.fillStyle = colour(name);
        ctx.globalAlpha = 0.35;
        ctx.fillRect(x, upper, 9 * unit, Math.max(unit, lower - upper));
        ctx.globalAlpha = 1;
        ctx.fillRect(x - 2 * unit, middle - unit, 13 * unit, 2 * unit);
      });
      ctx.restore();
    };
  }

  const kinds = {
    blocks(d) {
      const first = d.candidate.length;
      const x = Array.from({ length: first + d.confirming.length }, (_, i) => i + 1);
      const rest = d.confirming.map(() => null);
      const lists = [x];
      const shown = [{ label: "block", value: (u, v) => v == null ? "–" : String(v) }];
      if (d.baseline) {
        lists.push(d.baseline.concat(rest));
        shown.push(series("baseline", "baseline", false));
      }
      lists.push(d.candidate.concat(d.confirming));
      shown.push(series("candidate", "candidate", true));
      const options = frame(x.length, d.baseline ? 42 : 26);
      options.series = shown;
      options.axes = axes("ns per run");
      options.hooks = { draw: [boxes([["baseline", d.baseline], ["candidate", d.candidate]]
        .filter(sum => sum[1])), u => rest.length && upright(u, first + 0.5)] };
      return { options: options, lists: lists };
    },

    packets(d) {
      const x = d.candidate.map((_, i) => i + 1);
      const lists = [x];
      const shown = [{ label: "packet", value: (u, v) => v == null ? "–" : d.names[v - 1] }];
      if (d.baseline) {
        lists.push(d.baseline);
        shown.push(series("baseline", "baseline", false));
      }
      lists.push(d.candidate);
      shown.push(series("candidate", "candidate", true));
      const options = frame(x.length, 8);
      if (x.length > 60) {
        shown.slice(1).forEach(s => { s.points.size = 4; s.points.width = 1; });
      }
      options.series = shown;
      options.axes = axes("ns per run");
      options.hooks = { drawAxes: [u => d.baseline && stems(u, d)] };
      return { options: options, lists: lists };
    },

    trend(d, unit) {
      const x = d.values.map((_, i) => i + 1);
      const options = frame(x.length, 36);
      options.series = [
        { label: "run", value: (u, v) => v == null ? "–" : d.names[v - 1] },
        series(unit, "candidate", true, { paths: undefined, value: (u, v) => v == null ? "–" : String(+v.toFixed(3)) }),
      ];
      options.axes = axes(unit, d.names.map(name => name.split(" ")[0]));
      options.hooks = { drawAxes: [u => d.changes.forEach(i => upright(u, i + 0.5))] };
      return { options: options, lists: [x, d.values] };
    },
  };

  function upright(u, value) {
    const ctx = u.ctx;
    const x = u.valToPos(value, "x", true);
    ctx.save();
    ctx.strokeStyle = colour("quiet");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, u.bbox.top);
    ctx.lineTo(x, u.bbox.top + u.bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  /* From baseline to candidate, packet by packet. */
  function stems(u, d) {
    const ctx = u.ctx;
    ctx.save();
    ctx.strokeStyle = colour("candidate");
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    d.candidate.forEach((value, i) => {
      const x = u.valToPos(i + 1, "x", true);
      ctx.moveTo(x, u.valToPos(d.baseline[i], "y", true));
      ctx.lineTo(x, u.valToPos(value, "y", true));
    });
    ctx.stroke();
    ctx.restore();
  }

  function draw(place) {
    const width = place.clientWidth;
    if (width === 0 || drawn.has(place)) {
      return;
    }
    const { options, lists } = kinds[place.dataset.chart](data[place.dataset.key], place.dataset.unit);
    options.width = width;
    drawn.set(place, new uPlot(options, lists, place));
  }

  function redraw() {
    for (const [place, chart] of Array.from(drawn)) {
      chart.destroy();
      drawn.delete(place);
      draw(place);
    }
  }

  /* Drawn when they come near: a module may have hundreds of benchmarks. */
  const places = Array.from(document.querySelectorAll(".chart"));
  const near = new IntersectionObserver(
    entries => entries.filter(entry => entry.isIntersecting).forEach(entry => draw(entry.target)),
    { rootMargin: "400px" });
  places.forEach(place => near.observe(place));
  new ResizeObserver(() => drawn.forEach((chart, place) => {
    if (place.clientWidth > 0 && place.clientWidth !== chart.width) {
      chart.setSize({ width: place.clientWidth, height: HEIGHT });
    }
  })).observe(document.body);

  /* Somebody who follows a link to a benchmark, or prints the page, wants it open. */
  function open() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  }
  addEventListener("hashchange", open);
  document.querySelectorAll('.overview a[href^="#"]').forEach(link => link.addEventListener("click", open));
  open();
  /* Paper is white, and a canvas keeps the colours that it was drawn with. */
  let onScreen;
  addEventListener("beforeprint", () => {
    onScreen = root.dataset.theme;
    root.dataset.theme = "light";
    redraw();
    places.forEach(draw);
  });
  addEventListener("afterprint", () => {
    if (onScreen === undefined) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = onScreen;
    }
    redraw();
  });

  const button = document.getElementById("theme");
  const themes = ["auto", "light", "dark"];
  function show() {
    button.textContent = "Theme: " + (root.dataset.theme || "auto");
  }
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length];
    if (next === "auto") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = next;
    }
    try {
      localStorage.setItem("bpfgate-theme", next);
    } catch (denied) {
      /* Then it holds for as long as the page is open. */
    }
    show();
    redraw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  show();
  button.hidden = false;
})();
