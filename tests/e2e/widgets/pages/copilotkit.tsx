import { HttpAgent } from "@ag-ui/client";
import { CopilotKit } from "@copilotkit/react-core";
import { CopilotChat } from "@copilotkit/react-ui";
import { createRoot } from "react-dom/client";
import "@copilotkit/react-ui/styles.css";

const agents = { default: new HttpAgent({ url: "/chat" }) };

createRoot(document.body.appendChild(document.createElement("main"))).render(
  <CopilotKit
    runtimeUrl="/copilot"
    agents__unsafe_dev_only={agents as never}
    showDevConsole={false}
  >
    <CopilotChat />
  </CopilotKit>,
);
