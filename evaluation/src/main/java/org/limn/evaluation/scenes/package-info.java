/**
 * Scenes with known truth: pictures that look like photos, made from numbers, of which every pixel's object is known.
 *
 * <p>Start at {@link org.limn.evaluation.scenes.Scenes}: a scene is a pure function of a seed and an index, so threads,
 * order and machine don't matter (functions of angles are those of {@link StrictMath}). A scene shows things that lie on
 * a surface, seen from above: {@link org.limn.evaluation.scenes.Ground} is the surface,
 * {@link org.limn.evaluation.scenes.Kind} the twelve classes, {@link org.limn.evaluation.scenes.Clutter} what is in the
 * way and has no class. {@code Canvas} lights and paints them, then blurs and adds noise as a camera does;
 * {@code JpegArtifacts} compresses.
 */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.scenes;
