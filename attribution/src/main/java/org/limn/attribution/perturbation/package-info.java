/**
 * Explanations from what a model says about perturbed images: segment, sample, perturb, predict, attribute, in any combination.
 * {@link org.limn.attribution.perturbation.Perturbation} runs the pipeline. A {@link org.limn.attribution.perturbation.Sampler}
 * says which of S segments each of N images keeps (z = 1) and which it loses (z = 0), a
 * {@link org.limn.attribution.perturbation.Perturber} what stands where a segment is lost, and an
 * {@link org.limn.attribution.perturbation.Attribution} makes a number per segment of {@link org.limn.attribution.perturbation.Samples}
 * Z and scores Y, all in float64.
 *
 * <p>Pihlgren and Främling, "A study of perturbation-based explanations for image classifiers" name the parts; each class names
 * the paper of its method.
 */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.perturbation;
