import posthog from "posthog-js";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  posthog.init("key", {
    api_host: url,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    disable_session_recording: true,
    advanced_disable_flags: true,
    disable_external_dependency_loading: true,
    disable_compression: true,
    opt_out_useragent_filter: true, // a headless browser counts as a bot
  });
  return (id) => {
    posthog.capture("message", { id });
    return id;
  };
};
