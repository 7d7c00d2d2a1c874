import type { AddonPreset } from "../addon-preset";
import { SOURCES, chart, controller, REGISTRY, NOTES } from "./shared/flux";

export const FLUX_IMAGE_REFLECTOR: AddonPreset = {
  name: "flux-image-reflector",
  title: "Flux, image reflector controller",
  namespace: "flux-system",
  components: [controller("image-reflector-controller", "imageReflectionController")],
  scopes: [{ ...REGISTRY, optional: false }],
  chart,
  sources: SOURCES,
  notes: ["ImageRepositories say `provider: azure`.", ...NOTES],
};
