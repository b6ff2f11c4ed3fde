import { once } from "node:events";
import { connect, createServer } from "node:net";

/** What lies between a browser and a server, and can be cut. */
export class Wire {
  #server;
  #sockets = new Set();
  #whole = true;
  /** With this rule of its resolver a browser goes by the wire, and sees the server's own address all the same. */
  rule;

  /** A new one to the server at this address. */
  static async to(address) {
    const target = new URL(address);
    const wire = new Wire();
    wire.#server = createServer((caller) => wire.#connect(caller, target));
    wire.#server.listen(0, "127.0.0.1");
    await once(wire.#server, "listening");
    wire.rule = `MAP ${target.host} 127.0.0.1:${wire.#server.address().port}`;
    return wire;
  }

  #connect(caller, target) {
    if (!this.#whole) {
      caller.destroy();
      return;
    }
    const called = connect(target.port, target.hostname);
    for (const [one, other] of [
      [caller, called],
      [called, caller],
    ]) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on("error", () => {});
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }

  /** Whoever is connected is cut off, and nobody gets through until it is mended. */
  cut() {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#whole = true;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
