// The package brings a React of its own, which is not the one of the other pages.

import Chatbot from "rasa-webchat";
import React from "react-16";
import ReactDOM from "react-dom-16";

ReactDOM.render(
  React.createElement(Chatbot, {
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
