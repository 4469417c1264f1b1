import "deep-chat";

const chat = document.createElement("deep-chat");
Object.assign(chat, { connect: { url: "/chat", stream: true } });
document.body.append(chat);
