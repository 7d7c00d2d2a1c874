import { clouds } from "./regions.json";

/** The regions of all of Azure's clouds that are known here, by the names that Azure compares. */
export const REGIONS: readonly string[] = clouds.flatMap(({ regions }) => regions);
