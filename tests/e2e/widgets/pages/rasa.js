// The package is a script of before modules, which the page loads by itself.
window.WebChat.default(
  {
    socketUrl: location.origin,
    socketPath: "/socket.io/",
    title: "Shop",
    embedded: true,
    withRules: false,
    params: { storage: "session" },
    customMessageDelay: (text) => Math.min(Math.max(text.length * 12, 600), 1500),
  },
  null,
);
