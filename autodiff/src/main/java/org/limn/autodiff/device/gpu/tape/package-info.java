/**
 * From a program to a tape: a list of ints that tells the device's one kernel what to do, {@link
 * org.limn.autodiff.device.gpu.tape.TapePass} by pass, and where every array lies. Nothing here needs OpenCL or Aparapi, so a tape
 * can be made, printed and tested anywhere. Sizes and offsets are counted in floats.
 *
 * <p>A <em>place</em> is one int: {@code place ≥ 0} is an offset into the activations, {@code place < 0} the offset
 * {@code −1 − place} into the weights.
 *
 * <p>Read {@link org.limn.autodiff.device.gpu.tape.TapeCompiler}, then {@link org.limn.autodiff.device.gpu.tape.TapeLowering}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.gpu.tape;
