"use strict";

(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const room = one(".reveal");
  const dialogs = { menu: one("dialog.menu"), help: one("dialog.help") };
  const less = matchMedia("(prefers-reduced-motion: reduce)");
  const state = { at: 0, how: "hold", covered: true, auto: false, captions: true, clips: !less.matches };
  let timer = 0;

  const clips = all("section.beat").map((section) => {
    const told = section.dataset;
    let blob = "";
    return {
      section,
      seconds: Number(told.seconds),
      fps: Number(room.dataset.fps),
      loops: "loops" in told,
      waits: "waits" in told,
      sounds: "sounds" in told,
      caption: section.querySelector(".words").textContent,
      where: [...new Set([section.parentElement.dataset.chapter, section.parentElement.dataset.title])].join(" · "),
      /** Where the clip is; one that lies in this page as text becomes a video now. */
      address() {
        if (!told.clip.startsWith("#")) return told.clip;
        const bytes = Uint8Array.from(atob(one(told.clip).textContent), (x) => x.charCodeAt(0));
        blob = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
        return blob;
      },
      forget() {
        if (blob) URL.revokeObjectURL(blob);
        blob = "";
      },
    };
  });
  const final = clips.length - 1;
  clips[final].section.classList.add("final");

  const screen = new Screen(one(".screen"), clips);
  screen.onEnded = goOnAlone;
  screen.onRefused = () => { one(".replay").hidden = false; };
  screen.onBroken = (n) => {
    toast("This clip cannot be played here: its last picture takes its place");
    goOnLater(n);
  };
  const speaker = new Speaker(one("template.speaker"), one("svg.store"), onKey);

  // Where we are

  /** Go to a slide, to play it or to hold its last picture. */
  function go(n, how) {
    if (n < 0 || n > final) return;
    state.how = how;
    if (how === "hold") state.auto = false;
    if (n === state.at) show(n);
    else {
      const { h, v } = Reveal.getIndices(clips[n].section);
      Reveal.slide(h, v);
    }
    state.how = "hold";
  }

  function show(n) {
    const playing = state.how === "play" && !Reveal.isOverview();
    clearTimeout(timer);
    state.at = n;
    uncover();
    room.classList.toggle("told", playing);
    one(".replay").hidden = !playing || state.clips;
    if (playing && state.clips) screen.play(n);
    else screen.hold(n);
    if (playing && !state.clips) goOnLater(n);
    tell();
  }

  function replay() {
    clearTimeout(timer);
    one(".replay").hidden = true;
    screen.play(state.at);
  }

  function next() {
    if (state.covered) go(0, "play");
    else if (state.at < final) go(state.at + 1, "play");
    else toast("This is the last slide.");
  }

  /** A picture that takes the place of a clip stays as long as the clip would. */
  function goOnLater(n) {
    clearTimeout(timer);
    timer = setTimeout(() => goOnAlone(n), 1000 * clips[n].seconds);
  }

  function goOnAlone(n) {
    if (!state.auto || n !== state.at) return;
    if (clips[n].waits) toast("A question: go on with →");
    else if (n < final) go(n + 1, "play");
    else setAuto(false);
  }

  function uncover() {
    if (!state.covered) return;
    state.covered = false;
    one(".cover").hidden = true;
    speaker.begin();
  }

  function setAuto(auto) {
    state.auto = auto;
    screen.repeat(!auto);
    toast(auto ? "Goes on automatically, stops at questions" : "Goes on by key");
    tell();
    if (!auto) clearTimeout(timer);
    else if (state.covered) next();
    else if (!screen.playing) goOnAlone(state.at);
  }

  function tell() {
    const clip = clips[state.at];
    const told = {
      title: document.title,
      where: clip.where,
      signs: [state.auto && "automatic", !state.captions && "no captions", !state.clips && "pictures only"]
        .filter(Boolean).join(" · "),
      count: `${state.at + 1} / ${clips.length}`,
    };
    for (const what of ["where", "signs", "count"]) one(`.foot .${what}`).textContent = told[what];
    speaker.show(clip, clips[state.at + 1], told);
  }

  let fading = 0;
  function toast(text) {
    const place = one(".toast");
    place.textContent = text;
    place.classList.add("shown");
    clearTimeout(fading);
    fading = setTimeout(() => place.classList.remove("shown"), 1800);
  }

  // What can be done

  function toggle(name) {
    const dialog = dialogs[name];
    if (dialog.open) return dialog.close();
    for (const other of Object.values(dialogs)) other.close();
    dialog.showModal();
    if (name !== "menu") return;
    const scenes = all(".menu [data-to]");
    const current = scenes.findLast((x) => Number(x.dataset.to) <= state.at);
    for (const scene of scenes) scene.toggleAttribute("aria-current", scene === current);
    current.focus();
    current.scrollIntoView({ block: "center" });
  }

  const deeds = {
    next,
    replay,
    back: () => go(state.at - 1, "hold"),
    first: () => go(0, "hold"),
    last: () => go(final, "hold"),
    auto: () => setAuto(!state.auto),
    menu: () => toggle("menu"),
    help: () => toggle("help"),
    overview: () => Reveal.toggleOverview(),
    captions() {
      state.captions = !state.captions;
      room.classList.toggle("uncaptioned", !state.captions);
      toast(state.captions ? "Captions on" : "Captions off");
      tell();
    },
    clips() {
      state.clips = !state.clips;
      one(".still-hint").hidden = true;
      toast(state.clips ? "Clips play" : "Pictures instead of clips");
      if (!state.covered && !state.clips) screen.hold(state.at);
      one(".replay").hidden = true;
      tell();
    },
    speaker() {
      if (!speaker.open()) toast("The browser has blocked the speaker’s window: allow pop-ups here");
      tell();
    },
    full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => toast("No full screen here"));
    },
    black: () => Reveal.togglePause(),
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", " ": "next", PageDown: "next", Enter: "next", n: "next", l: "next", j: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", p: "back", h: "back", k: "back",
    Home: "first", End: "last", r: "replay", a: "auto", m: "menu", "?": "help", o: "overview", Escape: "overview",
    s: "speaker", f: "full", v: "clips", b: "black", ".": "black",
  };
  if (one(".caption")) keys.c = "captions";
  const moves = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End", " ", "Enter"];

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const open = Object.keys(dialogs).find((name) => dialogs[name].open);
    let deed = key === " " && event.shiftKey ? "back" : keys[key];
    if (open) {
      if (open === "menu" && ["ArrowDown", "ArrowUp"].includes(key)) step(key === "ArrowDown" ? 1 : -1);
      else if (deed !== open) return;
      else toggle(open);
      event.preventDefault();
      return;
    }
    const pressed = event.target.closest?.("button, input");
    if (!deed || (pressed && [" ", "Enter"].includes(key))) return;
    if (pressed?.matches("input")) return;
    if (Reveal.isOverview()) {
      if (key === "Enter" || key === " ") deed = "overview";
      else if (moves.includes(key)) deed = ""; // reveal.js moves the choice
    }
    if (Reveal.isPaused() && deed !== "black") deed = ["next", "back", "overview"].includes(deed) ? "black" : "";
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(event.repeat && !["next", "back"].includes(deed))) deeds[deed]();
  }

  function step(by) {
    const scenes = all(".menu [data-to]");
    const place = scenes.indexOf(document.activeElement) + by;
    scenes[Math.min(Math.max(place, 0), scenes.length - 1)].focus();
  }

  document.addEventListener("keydown", onKey, true);

  document.addEventListener("click", (event) => {
    const target = event.target;
    const button = target.closest("button");
    const dialog = Object.values(dialogs).find((x) => x === target);
    if (dialog) {
      // On the dialog itself, not on something in it: beside it, if outside its box.
      const box = dialog.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) dialog.close();
    } else if (button?.dataset.do) {
      button.blur();
      deeds[button.dataset.do]();
    } else if (button?.dataset.to) {
      dialogs.menu.close();
      go(Number(button.dataset.to), "play");
    } else if (button?.matches(".replay")) replay();
    else if (target.closest(".reveal .slides, .cover, .reveal") && !overview && !target.closest(".progress, .jump-to-slide, dialog")) {
      if (Reveal.isPaused()) Reveal.togglePause(false);
      else if (!state.covered && event.clientX < innerWidth / 5) deeds.back();
      else next();
    }
  });
  // A click in the overview has left it before it arrives above.
  let overview = false;
  document.addEventListener("pointerdown", () => { overview = Reveal.isOverview(); }, true);

  let touch = null;
  room.addEventListener("touchstart", (event) => {
    touch = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  room.addEventListener("touchend", (event) => {
    if (!touch || Reveal.isOverview()) return;
    const across = event.changedTouches[0].clientX - touch.clientX;
    const down = event.changedTouches[0].clientY - touch.clientY;
    touch = null;
    if (Math.abs(across) < 40 || Math.abs(across) < Math.abs(down)) return;
    event.preventDefault();
    if (across < 0) next();
    else deeds.back();
  });

  let pointing = 0;
  document.addEventListener("pointermove", (event) => {
    if (!event.movementX && !event.movementY) return;
    document.body.classList.add("pointing");
    clearTimeout(pointing);
    pointing = setTimeout(() => document.body.classList.remove("pointing"), 2500);
  });

  // The beginning

  Reveal.on("slidechanged", () => {
    const n = clips.findIndex(({ section }) => section === Reveal.getCurrentSlide());
    if (n >= 0) show(n);
  });
  Reveal.on("overviewshown", () => { uncover(); screen.hold(state.at); clearTimeout(timer); state.auto = false; tell(); });
  Reveal.on("overviewhidden", () => { show(state.at); });
  Reveal.on("paused", () => screen.halt());
  Reveal.on("resumed", () => screen.resume());

  Reveal.initialize({
    width: Number(room.dataset.width),
    height: Number(room.dataset.height),
    margin: 0,
    minScale: 0.01,
    maxScale: 100,
    center: false,
    controls: false,
    progress: true,
    hash: true,
    help: false,
    touch: false,
    transition: "none",
    backgroundTransition: "none",
    navigationMode: "linear",
    scrollActivationWidth: 0,
    hideCursorTime: 2500,
    postMessage: false,
    postMessageEvents: false,
    keyboardCondition: () => !Object.values(dialogs).some((dialog) => dialog.open),
  }).then(() => {
    if (document.documentElement.classList.contains("reveal-print") || Reveal.isPrintView?.()) return;
    const n = clips.findIndex(({ section }) => section === Reveal.getCurrentSlide());
    one(".still-hint").hidden = state.clips;
    if (n > 0) show(n);
    else {
      state.at = 0;
      screen.hold(0, "start");
      tell();
    }
    document.documentElement.dataset.ready = "";
  });
})();
