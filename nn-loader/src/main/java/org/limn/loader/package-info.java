/** Reads what users have, ONNX files and images, into programs and tensors. */
@org.jspecify.annotations.NullMarked
package org.limn.loader;
