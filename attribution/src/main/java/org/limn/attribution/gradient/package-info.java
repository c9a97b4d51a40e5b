/**
 * Methods that stand on the gradient. Path methods add up gradients along a {@link org.limn.attribution.gradient.Path} from a
 * baseline to the image; CAM methods weigh the channels of a layer inside; guided backpropagation and deconvnet replace the
 * derivative of ReLU.
 *
 * <p>Read {@link org.limn.attribution.gradient.IntegratedGradients}, then {@link org.limn.attribution.gradient.Path}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.gradient;
