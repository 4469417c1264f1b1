// Whether this device and its connection can carry the deep tier: some 20 MB once, then from the
// cache, and some 100 MB of memory while it runs. What a browser does not tell speaks for it.

const kLeastMemoryGb = 4;
const kLeastCharge = 0.2;

interface Told {
  connection?: { saveData?: boolean; effectiveType?: string };
  deviceMemory?: number;
  getBattery?(): Promise<{ charging: boolean; level: number }>;
}

export async function maySpend(told: Told = navigator as Told): Promise<boolean> {
  // Only a secure context can make the checksums without which no file is used.
  if (!crypto.subtle) return false;
  const { connection, deviceMemory = kLeastMemoryGb } = told;
  if (connection?.saveData || /[23]g/.test(connection?.effectiveType ?? "")) return false;
  if (deviceMemory < kLeastMemoryGb || typeof WebAssembly !== "object") return false;
  const battery = await told.getBattery?.().catch(() => undefined);
  return !battery || battery.charging || battery.level > kLeastCharge;
}
