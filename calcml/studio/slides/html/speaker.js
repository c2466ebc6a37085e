"use strict";

/** A window of its own for whoever speaks; it holds no clips, so it costs nothing. */
class Speaker {
  constructor(template, symbols, onKey) {
    this.template = template;
    this.symbols = symbols;
    this.onKey = onKey;
    this.window = null;
    this.since = Date.now();
    setInterval(() => this.tick(), 500);
  }

  /** Open the window, or bring it to the front; false if the browser does not let it. */
  open() {
    const known = this.window && !this.window.closed;
    this.window = window.open("", "calcml-speaker", "width=1180,height=860");
    if (!this.window) return false;
    if (!known) this.furnish(this.window.document);
    this.window.focus();
    return true;
  }

  get there() {
    return Boolean(this.window && !this.window.closed);
  }

  begin() {
    this.since = Date.now();
    this.tick();
  }

  furnish(page) {
    page.open();
    page.write(`<!DOCTYPE html><html lang="en"><meta charset="utf-8">${this.template.innerHTML}</html>`);
    page.close();
    page.querySelector(".symbols").append(page.importNode(this.symbols, true));
    page.querySelector("header button").addEventListener("click", () => this.begin());
    page.addEventListener("keydown", this.onKey);
  }

  /** Tell what is on screen now. */
  show(now, next, told) {
    if (!this.there) return;
    const page = this.window.document;
    page.title = `Speaker · ${told.title}`;
    for (const what of ["where", "signs", "count"]) {
      page.querySelector(`.${what}`).textContent = told[what];
    }
    this.figure(page.querySelector(".now"), now);
    this.figure(page.querySelector(".next"), next);
    const notes = [...now.section.querySelector(".notes").children];
    page.querySelector(".notes").replaceChildren(...notes.map((x) => page.importNode(x, true)));
    this.tick();
  }

  /** Copy a picture that this page has loaded: from another window not every browser loads files. */
  figure(figure, clip) {
    const canvas = figure.querySelector("canvas");
    figure.querySelector("figcaption").textContent = clip ? clip.caption : "The end.";
    canvas.hidden = !clip;
    if (!clip) return;
    const picture = clip.section.querySelector(".last");
    const draw = () => {
      canvas.width = picture.naturalWidth;
      canvas.height = picture.naturalHeight;
      canvas.getContext("2d").drawImage(picture, 0, 0);
    };
    if (picture.complete) draw();
    else picture.addEventListener("load", draw, { once: true });
  }

  tick() {
    if (!this.there) return;
    const page = this.window.document;
    const seconds = Math.floor((Date.now() - this.since) / 1000);
    const two = (n) => String(n).padStart(2, "0");
    page.querySelector(".elapsed").textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
    page.querySelector(".clock").textContent =
      new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }
}
