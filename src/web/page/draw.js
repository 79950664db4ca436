// The canvas on the page. A scene larger than what is seen is drawn beside it and copied: while the map is moved, it is
// only copied, so that moving is smooth however much there is to draw.

/** How much farther than the canvas the scene reaches on each side, as a share of its size. */
const MARGIN = 0.25;

class Drawing {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.scene = new Scene(document.createElement("canvas"), model);
    this.view = { x: 0, y: 0, k: 1 };
    this.width = this.height = 1;
  }

  /** Fits the canvas to its place on the page; tells whether its size changed. */
  resize() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.max(1, Math.round(box.width)), Math.max(1, Math.round(box.height))];
    if (width === this.width && height === this.height && ratio === this.ratio) return false;
    Object.assign(this, { width, height, ratio });
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    return true;
  }

  /** A place of the canvas, in pixels, in the plane of the map. */
  toWorld(px, py) {
    const { x, y, k } = this.view;
    return [(px - this.width / 2) / k + x, (py - this.height / 2) / k + y];
  }

  /** The other way round. */
  toScreen(x, y) {
    return [(x - this.view.x) * this.view.k + this.width / 2, (y - this.view.y) * this.view.k + this.height / 2];
  }

  /** Draws what is shown, or, where nothing but the view has changed and it is moving, moves what is drawn. */
  paint(shown, lit, moving) {
    const { scene, view } = this;
    if (!moving || !this.covers()) {
      const size = [this.width * (1 + 2 * MARGIN), this.height * (1 + 2 * MARGIN), this.ratio, this.width];
      scene.draw(view, size, shown, lit);
    }
    const zoom = view.k / scene.view.k;
    const [wide, high] = [scene.width * zoom, scene.height * zoom];
    const [left, top] = [(scene.view.x - view.x) * view.k + this.width / 2 - wide / 2, (scene.view.y - view.y) * view.k + this.height / 2 - high / 2];
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.drawImage(scene.canvas, left, top, wide, high);
  }

  /** Whether all that the view shows is in the scene, at about its size. */
  covers() {
    const { scene, view } = this;
    if (!scene.width || Math.abs(Math.log2(view.k / scene.view.k)) > 0.7) return false;
    const [dx, dy] = [Math.abs(scene.view.x - view.x), Math.abs(scene.view.y - view.y)];
    const inside = (distance, whole, part) => distance <= whole / scene.view.k / 2 - part / view.k / 2;
    return inside(dx, scene.width, this.width) && inside(dy, scene.height, this.height);
  }
}
