"use strict";

const LONGEST = 250; // ms that a picture is waited for
const SETTLED = 100; // ms after which the screen shows what was put on top of it

/** One clip in a video of its own, standing at its start or its end, or playing. */
class Reel {
  constructor(clip) {
    this.clip = clip;
    this.stands = null; // "start" or "end", when that picture is there to be seen
    this.turn = 0;
    this.broken = false;
    this.video = document.createElement("video");
    this.video.muted = !clip.sounds;
    this.video.playsInline = true;
    this.video.disableRemotePlayback = true;
    this.video.preload = "auto";
    this.video.tabIndex = -1;
    this.video.src = clip.address();
    this.video.addEventListener("ended", () => { this.stands = "end"; });
    this.video.addEventListener("error", () => { this.broken = true; });
  }

  /** Let it stand still; true once the picture is there, false if something else was wanted since. */
  async stand(where) {
    const turn = ++this.turn;
    this.video.pause();
    if (this.stands === where) return true;
    this.stands = null;
    if (this.video.readyState < 2) await Promise.all([this.told("loadeddata"), this.painted()]);
    if (turn !== this.turn || this.broken) return false;
    const time = where === "end" ? this.clip.seconds - 0.5 / this.clip.fps : 0;
    if (this.video.currentTime !== time) {
      const sought = Promise.all([this.told("seeked"), this.painted()]);
      this.video.currentTime = time;
      await sought;
    }
    if (turn !== this.turn || this.broken) return false;
    this.stands = where;
    return true;
  }

  /** A video may have sought before its picture is there; a picture that does not change is none. */
  painted() {
    return new Promise((resolve) => {
      setTimeout(resolve, LONGEST);
      this.video.requestVideoFrameCallback?.(resolve);
    });
  }

  play() {
    this.turn++;
    this.stands = null;
    return this.video.play();
  }

  /** Wait for an event, or for the bad news that it will not come. */
  told(what) {
    return new Promise((resolve) => {
      if (this.broken) resolve();
      for (const each of [what, "error"]) this.video.addEventListener(each, resolve, { once: true });
    });
  }

  leave() {
    this.turn++;
    this.video.remove();
    this.video.removeAttribute("src");
    this.video.load();
    this.clip.forget();
  }
}

/**
 * Shows clips without a gap: one is on top, the next waits under it at its first picture and the one
 * before at its last. What is on top stays there until what follows has a picture.
 */
class Screen {
  constructor(room, clips) {
    this.room = room;
    this.clips = clips;
    this.reels = new Map();
    this.at = -1;
    this.seen = null;
    this.loops = true;
    this.halted = false;
    this.resumes = false;
    this.soon = 0;
    this.onEnded = () => {};
    this.onRefused = () => {};
    this.onBroken = () => {};
  }

  /** Play a clip from its beginning. */
  async play(n) {
    const reel = this.enter(n);
    const ready = await reel.stand("start");
    if (this.at !== n) return;
    if (reel.broken) this.replace(n);
    if (!ready) return;
    this.raise(reel);
    reel.video.loop = this.loops && reel.clip.loops;
    this.prepareSoon(n);
    if (this.halted) {
      this.resumes = true;
      return;
    }
    try {
      await reel.play();
    } catch (error) {
      if (error.name === "NotAllowedError") this.onRefused(n);
      else if (error.name !== "AbortError") throw error;
    }
  }

  /** Show the last picture of a clip, or its first. */
  async hold(n, where = "end") {
    const reel = this.enter(n);
    reel.video.loop = false;
    if (where === "end" && reel.stands !== "end") this.clips[n].section.classList.add("still");
    const ready = await reel.stand(where);
    if (this.at !== n) return;
    if (reel.broken) this.replace(n);
    if (!ready) return;
    this.raise(reel);
    this.prepareSoon(n);
  }

  /** Show the picture of a clip that cannot be played. */
  replace(n) {
    this.clips[n].section.classList.add("still");
    this.onBroken(n);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { if (this.at === n) this.prepare(n); }, SETTLED);
  }

  /** Stop moving until it is resumed. */
  halt() {
    this.halted = true;
    this.resumes = this.playing;
    this.seen?.video.pause();
  }

  resume() {
    this.halted = false;
    if (this.resumes) this.seen.video.play().catch(() => {});
    this.resumes = false;
  }

  get playing() {
    const reel = this.reels.get(this.at);
    return Boolean(reel && !reel.video.paused && !reel.video.ended);
  }

  /** Let clips that end as they begin do so, or end. */
  repeat(loops) {
    this.loops = loops;
    const reel = this.reels.get(this.at);
    if (reel && this.playing) reel.video.loop = loops && reel.clip.loops;
  }

  enter(n) {
    this.at = n;
    this.clips.forEach(({ section }, other) => {
      if (other !== n) section.classList.remove("still");
    });
    return this.reel(n);
  }

  reel(n) {
    if (!this.reels.has(n)) {
      const reel = new Reel(this.clips[n]);
      reel.video.addEventListener("ended", () => { if (this.at === n) this.onEnded(n); });
      this.reels.set(n, reel);
      this.room.append(reel.video);
    }
    return this.reels.get(n);
  }

  raise(reel) {
    if (this.seen !== reel) {
      this.seen?.video.classList.remove("seen");
      this.seen?.video.pause();
      reel.video.classList.add("seen");
      this.seen = reel;
    }
  }

  /** What was on top may be seen for a moment yet, so it is neither bared nor moved at once. */
  prepareSoon(n) {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.at !== n) return;
      this.clips[n].section.classList.remove("still");
      this.prepare(n);
    }, SETTLED);
  }

  /** Keep the neighbours of a clip at hand, and nothing else. */
  prepare(n) {
    for (const [other, reel] of this.reels) {
      if (Math.abs(other - n) > 1 && reel !== this.seen) {
        reel.leave();
        this.reels.delete(other);
      }
    }
    if (n + 1 < this.clips.length) this.reel(n + 1).stand("start");
    if (n > 0) this.reel(n - 1).stand("end");
  }
}
