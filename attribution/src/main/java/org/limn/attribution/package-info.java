/**
 * Which parts of an image made the model say that: the methods, and what they need of a model.
 *
 * <p>An image is f32[1,C,H,W] in the space that the model takes; for a loaded network that is RGB in [0,1]. An
 * <em>attribution</em> is signed and has a number per element of the image, f32[C,H,W], or per pixel, f32[H,W]; a <em>heat
 * map</em> is f32[H,W] and for eyes. F(x) is the score of the class that is explained, x' a baseline. Sums are taken in float64,
 * per image and in one order, whatever the batch, and rounded at the end.
 *
 * <p>A {@link org.limn.attribution.ScoringModel} is a black box, and may be a lambda; a {@link org.limn.attribution.Model} gives
 * gradients, too, and a {@link org.limn.attribution.DifferentiableModel} shows its inside. A loaded network is a {@link
 * org.limn.attribution.ProgramModel}. An {@link org.limn.attribution.Explainer} is asked {@link org.limn.attribution.Question}s, many
 * at a time, and answers each with an {@link org.limn.attribution.Explanation}, or refuses with an {@link
 * org.limn.attribution.ExplanationException}.
 *
 * <p>Read {@link org.limn.attribution.Explainer} and {@link org.limn.attribution.ScoringModel} first, then {@link
 * org.limn.attribution.gradient.IntegratedGradients}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.attribution;
