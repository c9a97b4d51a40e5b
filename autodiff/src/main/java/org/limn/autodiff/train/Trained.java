package org.limn.autodiff.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * How far training is: enough to go on as if it had not stopped.
 *
 * @param epochs how many are done
 * @param steps how many are done
 * @param tensors parameters under their names, batch norm's running statistics under {@code name.mean} and {@code
 *     name.variance}, what the optimizer remembers under {@code memory:k:name}
 */
public record Trained(int epochs, long steps, Map<String, Tensor> tensors) {
    private static final int MAGIC = 0x4C4D5431; // LMT1

    Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is called " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * The weights that a network without batch norm needs, under {@code name.weight} and {@code name.bias}: a convolution's become
     * {@code w·γ/√(σ² + ε)} and {@code β − μ·γ/√(σ² + ε)}.
     */
    public Map<String, Tensor> folded(ResidualNetwork network) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (ResidualNetwork.Parameter p : network.parameters().values()) {
            String name = p.name().substring(0, p.name().lastIndexOf('.'));
            if (!tensors.containsKey(name + ".gamma")) {
                Tensor plain = get(p.name());
                all.put(
                        p.name(),
                        p.name().endsWith(".bias")
                                ? plain.reshaped(Shape.of(plain.shape().size()))
                                : plain);
            } else if (p.role() == ResidualNetwork.Role.WEIGHT) {
                float[] w = get(p.name()).data().clone();
                int outputs = p.shape().dim(0);
                float[] bias = new float[outputs];
                for (int o = 0; o < outputs; o++) {
                    double scale = get(name + ".gamma").data()[o]
                            / Math.sqrt(get(name + ".variance").data()[o] + TrainingProgram.EPSILON);
                    bias[o] = (float)
                            (get(name + ".beta").data()[o] - get(name + ".mean").data()[o] * scale);
                    for (int i = 0; i < w.length / outputs; i++) {
                        w[o * (w.length / outputs) + i] *= (float) scale;
                    }
                }
                all.put(p.name(), Tensor.of(p.shape(), w));
                all.put(name + ".bias", Tensor.of(Shape.of(outputs), bias));
            }
        }
        return all;
    }

    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(MAGIC);
            out.writeInt(epochs);
            out.writeLong(steps);
            out.writeInt(tensors.size());
            for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
                out.writeUTF(e.getKey());
                Shape shape = e.getValue().shape();
                out.writeInt(shape.rank());
                for (int dim : shape.toArray()) {
                    out.writeInt(dim);
                }
                for (float x : e.getValue().data()) {
                    out.writeFloat(x);
                }
            }
        }
    }

    public static Trained read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + ": this is no checkpoint of a training");
            }
            int epochs = in.readInt();
            long steps = in.readLong();
            int count = in.readInt();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (int k = 0; k < count; k++) {
                String name = in.readUTF();
                int[] dims = new int[in.readInt()];
                for (int i = 0; i < dims.length; i++) {
                    dims[i] = in.readInt();
                }
                Shape shape = Shape.of(dims);
                float[] data = new float[shape.size()];
                for (int i = 0; i < data.length; i++) {
                    data[i] = in.readFloat();
                }
                tensors.put(name, Tensor.of(shape, data));
            }
            return new Trained(epochs, steps, tensors);
        }
    }
}
