/* WCAG 2.2, 1.4.3: the relative luminances of each text and of what lies behind it. */
const rgba = text => {
  const n = text.match(/[\d.]+/g).map(Number);
  return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 };
};
const over = (top, below) => ({
  r: top.r * top.a + below.r * (1 - top.a),
  g: top.g * top.a + below.g * (1 - top.a),
  b: top.b * top.a + below.b * (1 - top.a),
  a: 1,
});
const behind = element => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    layers.push(rgba(getComputedStyle(e).backgroundColor));
  }
  return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
};
const luminance = c => [c.r, c.g, c.b].map(v => v / 255)
  .map(v => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const low = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let seen = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || element.closest("script, style, [hidden]")) {
    continue;
  }
  seen++;
  const style = getComputedStyle(element);
  const background = behind(element);
  const text = over(rgba(element instanceof SVGElement ? style.fill : style.color), background);
  const [a, b] = [luminance(text), luminance(background)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < 4.5) {
    low.push(ratio.toFixed(2) + " " + element.tagName + "." + element.className + " " + element.textContent.slice(0, 40));
  }
}
return seen > 50 ? low : ["only " + seen + " texts were looked at"];
