import { renderWebChat } from "botframework-webchat";
import { directLine } from "./direct_line.ts";

const place = document.body.appendChild(document.createElement("div"));
place.style.height = "100%";
renderWebChat({ directLine: directLine as never, userID: "user" }, place);
