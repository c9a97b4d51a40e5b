package org.limn.loader.onnx;

/** The table of all operators that are read. */
final class Operators {
    private Operators() {}
}
