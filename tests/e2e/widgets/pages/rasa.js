// The package is a script of before modules, which the page loads by itself, and wants an old React.
import React from "react-16";
import ReactDOM from "react-dom-16";

ReactDOM.render(
  React.createElement(window.WebChat.default, {
    socketUrl: location.origin,
    socketPath: "/socket.io/",
    title: "Shop",
    embedded: true,
    withRules: false,
    params: { storage: "session" },
    customMessageDelay: (text) => Math.min(Math.max(text.length * 12, 600), 1500),
  }),
  document.body.appendChild(document.createElement("div")),
);
