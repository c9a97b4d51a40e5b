/**
 * Models checked against tensors that somebody else computed, as the ONNX zoo ships them: folders with {@code model.onnx} and
 * {@code test_data_set_0}, {@code test_data_set_1}, …, each with {@code input_0.pb}, …, {@code output_0.pb}, …. Read {@link
 * org.limn.loader.verify.ModelCheck} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader.verify;
