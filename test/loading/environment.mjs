/** Jest's environment without a context of its own: specs run among the globals of the process. */
class Environment {
  global = {};
  #console = globalThis.console;

  async setup() {
    globalThis.console = this.global.console;
  }

  async teardown() {
    globalThis.console = this.#console;
  }

  getVmContext() {
    return null;
  }
}

export default Environment;
