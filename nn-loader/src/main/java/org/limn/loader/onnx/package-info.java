/**
 * ONNX files into programs. {@link org.limn.loader.onnx.OnnxLoader} reads a classifier; {@link
 * org.limn.loader.onnx.OnnxGraph} imports any graph for given input shapes. Each operator has one line in a table of its
 * family ({@code Convolutions}, {@code Movement}, …; {@link org.limn.loader.onnx.Operators} lists them all) and a function that
 * writes it in the instruction set. Whole numbers and booleans that are known at import (shapes, axes, indices) are computed
 * there and never enter the program.
 *
 * <p>Every file is taken as hostile: whatever is wrong with it becomes an {@link org.limn.loader.onnx.OnnxException} of one
 * line. Format: https://onnx.ai/onnx/repo-docs/IR.html, operators: https://onnx.ai/onnx/operators/.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader.onnx;
