package org.limn.attribution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;

/**
 * What all models of one loaded network share, each found out once: its program for every batch, and its hash. Several threads
 * may ask.
 */
final class Programs {
    private final IntFunction<Program> network;
    private final Map<Integer, Program> made = new HashMap<>();
    private String hash = "";

    Programs(IntFunction<Program> network) {
        this.network = network;
    }

    synchronized Program program(int batch) {
        return made.computeIfAbsent(batch, network::apply);
    }

    /** SHA-256 of the program of one image with all its weights. */
    synchronized String hash() {
        if (hash.isEmpty()) {
            try {
                byte[] text = program(1).toString().getBytes(StandardCharsets.UTF_8);
                hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
        return hash;
    }

    /** The named spatial values of a program, f32[N,C,H,W] with H·W > 1, that come from its image; last first. */
    static List<DifferentiableModel.Layer> layers(Program program) {
        Set<Value> fromImage = new HashSet<>();
        List<DifferentiableModel.Layer> layers = new ArrayList<>();
        for (Instruction line : program.instructions()) {
            boolean input = line.name().equals(Computation.IMAGE);
            if (input || line.inputs().stream().anyMatch(fromImage::contains)) {
                fromImage.add(line.result());
                Shape shape = line.result().shape();
                if (!input && !line.name().isEmpty() && shape.rank() == 4 && shape.count(2, 4) > 1) {
                    layers.add(0, new DifferentiableModel.Layer(line.name(), shape));
                }
            }
        }
        return layers;
    }
}
