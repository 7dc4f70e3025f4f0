# esbuild worker.js --bundle --format=esm --conditions=workerd --external:comity/comity* --outfile=bundle.js
# workerd serve config.capnp
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-01-01",
  modules = [
    (name = "bundle.js", esModule = embed "bundle.js"),
    (name = "comity/comity_bg.wasm", wasm = embed "node_modules/comity/comity_bg.wasm"),
    (name = "comity/comity.pack", data = embed "node_modules/comity/comity.pack"),
  ],
);
