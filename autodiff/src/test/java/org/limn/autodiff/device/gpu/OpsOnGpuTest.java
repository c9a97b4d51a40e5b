package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.*;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.*;
import org.limn.autodiff.op.*;
import org.limn.autodiff.op.OpExamples;
import org.limn.autodiff.program.*;
import org.limn.autodiff.tensor.*;

class OpsOnGpuTest {
    @Test
    void all() {
        long t0 = System.nanoTime();
        Device d = Devices.open("gpu:any", new DeviceSettings(2));
        System.out.println("open " + (System.nanoTime() - t0) / 1e9 + " " + d.description());
        int bad = 0;
        for (int below : new int[] {16, 0, 1000}) {
            for (OpExamples.Example e : OpExamples.all()) {
                ProgramBuilder b = new ProgramBuilder();
                List<Value> in = new ArrayList<>();
                for (Tensor t : e.inputs()) in.add(b.input("x" + in.size(), t.shape()));
                Program p = b.output("y", b.emit(e.op(), in)).build();
                try (Executable x = ((GpuDevice) d).compile(p, below)) {
                    t0 = System.nanoTime();
                    Tensor got = x.run(e.inputs()).get(0);
                    double dt = (System.nanoTime() - t0) / 1e9;
                    Tensor64 want = e.op().evaluate(
                                    e.inputs().stream().map(Tensor::widen).toList());
                    double big = 1, worst = 0;
                    for (double v : want.data()) big = Math.max(big, Math.abs(v));
                    for (int i = 0; i < want.data().length; i++)
                        worst = Math.max(worst, Math.abs(got.data()[i] - want.data()[i]));
                    double tol = 0x1p-23 * (2 + Math.sqrt(e.terms()) * 2) * big;
                    boolean ok = worst <= tol;
                    if (!ok || dt > 0.05) {
                        System.out.println((ok ? "" : "BAD ") + below + " " + e + " worst " + worst + " tol " + tol
                                + " " + dt + "s");
                        if (!ok) {
                            System.out.println(x.listing());
                            bad++;
                        }
                    }
                } catch (Throwable t) {
                    System.out.println("FAIL " + e + " " + t);
                    t.printStackTrace(System.out);
                    bad++;
                    if (bad > 3) return;
                }
            }
            System.out.println("time " + (System.nanoTime() - t0) / 1e9);
        }
        d.close();
        assertThat(bad).isZero();
    }
}
