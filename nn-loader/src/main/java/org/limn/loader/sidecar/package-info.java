/**
 * What people know of a model and its file does not say: {@link org.limn.loader.sidecar.Sidecar}, a small YAML file beside the
 * model. {@link org.limn.loader.sidecar.SidecarText} writes one to edit.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader.sidecar;
