// The policy of the pages allows style sheets of this server only. KaTeX (\vec, \fbox, \color in MathML) and Plotly set
// some style attributes as text, which it refuses; the same through the element's `style` is allowed, as it can only
// come from a script that is. To be loaded before both of them.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style" && this.style) this.style.cssText = value;
  else setAttribute.call(this, name, value);
};
