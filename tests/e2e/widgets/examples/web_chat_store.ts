// Bot Framework Web Chat: a middleware of its store.
import { createStore, renderWebChat } from "botframework-webchat";
import { webChatMiddleware } from "undertone";
import { directLine } from "../pages/direct_line.ts";
import { tag } from "./tag.ts";

const store = createStore({}, webChatMiddleware(tag) as never);
const place = document.body.appendChild(document.createElement("div"));
place.style.height = "100%";
renderWebChat({ directLine: directLine as never, store, userID: "user" }, place);
