package org.limn.loader.onnx;

import java.nio.file.Path;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;

/** Reads image classifiers from ONNX files, also gzipped ones ({@code .onnx.gz}). */
public final class OnnxLoader {
    private OnnxLoader() {}

    /**
     * Reads a classifier.
     *
     * @throws OnnxException if the file cannot be read, is damaged, or uses what is not supported
     */
    public static Network load(Path file, LoadSettings settings) {
        throw OnnxException.unsupported(file + ": the importer is on its way; got " + settings);
    }
}
