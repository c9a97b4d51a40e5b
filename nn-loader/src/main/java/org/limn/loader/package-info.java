/**
 * Trained networks: a {@link org.limn.loader.Network} makes programs that take images f32[N,C,H,W], RGB, in [0,1], and give
 * logits and probabilities f32[N,classes]. {@code onnx} reads them from files, {@code image} reads photos. Read {@link
 * org.limn.loader.Network} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader;
