package org.limn.loader.onnx;

/** A graph of an ONNX file, importable for chosen shapes of its inputs. */
final class OnnxGraph {
    private OnnxGraph() {}
}
