// Makes one element like another, and leaves alone whatever is the same already: what has focus keeps
// it, what is unfolded stays so, and what somebody has typed stays typed.

const isKept = (element) => element.hasAttribute("data-keep");

const sameAttributes = (there, wanted) => {
  for (const { name } of [...there.attributes]) {
    const isUnfolded = name === "open" && there.nodeName === "DETAILS";
    if (!wanted.hasAttribute(name) && !isUnfolded) there.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (there.getAttribute(name) !== value) there.setAttribute(name, value);
  }
};

const fits = (node, wanted) =>
  node && node.nodeName === wanted.nodeName && (node.id ?? "") === (wanted.id ?? "");

export const morph = (there, wanted) => {
  if (there.nodeType !== Node.ELEMENT_NODE) {
    if (there.nodeValue !== wanted.nodeValue) there.nodeValue = wanted.nodeValue;
    return;
  }
  if (isKept(there) || there.isEqualNode(wanted)) return;
  sameAttributes(there, wanted);
  const named = new Map([...there.children].filter((one) => one.id).map((one) => [one.id, one]));
  let next = there.firstChild;
  for (const child of [...wanted.childNodes]) {
    const known = child.id ? named.get(child.id) : undefined;
    const match = known && fits(known, child) ? known : fits(next, child) ? next : undefined;
    if (match === undefined) {
      there.insertBefore(document.adoptNode(child), next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else there.insertBefore(match, next);
    morph(match, child);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
};
