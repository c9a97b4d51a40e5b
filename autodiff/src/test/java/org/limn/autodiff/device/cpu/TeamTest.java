package org.limn.autodiff.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;

@Timeout(60)
class TeamTest {
    private static final Kernel.Places NOWHERE = new Kernel.Places(new float[0], new int[0], 0, 0);

    private interface Part {
        void run(int from);
    }

    private static Kernel.Stage stage(Part part) {
        return new Kernel.Stage() {
            @Override
            public int units() {
                return 2;
            }

            @Override
            public void run(Kernel.Places places, int from, int to, float[] local) {
                part.run(from);
            }
        };
    }

    private static void run(Team team, Part part) {
        team.run(stage(part), NOWHERE, new float[2][0], false);
    }

    private static void fail(String whose) {
        throw new IllegalStateException(whose);
    }

    @Test
    void aFailureIsThrownByItsOwnRunAndByNoOther() {
        try (Team team = new Team(2, Team.Cuts.EVEN)) {
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> run(team, from -> fail(from == 0 ? "the caller's" : "another's")))
                        .hasMessage("the caller's");
                run(team, from -> {});
                assertThatThrownBy(() -> run(team, from -> {
                            if (from > 0) {
                                fail("another's");
                            }
                        }))
                        .hasMessage("another's");
                run(team, from -> {});
            }
        }
    }

    @Test
    void closingWaitsForARunThatHasBegun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1), go = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Team team = new Team(2, Team.Cuts.EVEN);
        Thread runner = new Thread(() -> {
            team.begin();
            begun.countDown();
            try {
                go.await();
                run(team, from -> {});
                ended.set(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                team.end();
            }
        });
        runner.start();
        begun.await();
        Thread closer = new Thread(team::close);
        closer.start();
        Thread.sleep(20);
        assertThat(closer.isAlive()).isTrue();
        go.countDown();
        closer.join();
        assertThat(ended).isTrue();
        runner.join();
    }

    @Test
    void whatWasCompiledOutlivesItsDeviceOnlyToSayThatItIsClosed() {
        for (int threads : new int[] {1, 2}) {
            CpuDevice device = (CpuDevice) new CpuProvider().open("", new DeviceSettings(threads));
            Program program = SmallNetworks.of("residual", 1);
            List<Tensor> inputs = Comparison.inputs(program, 1);
            try (Executable executable = device.compile(program)) {
                executable.run(inputs);
                device.close();
                assertThatThrownBy(() -> executable.run(inputs))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the device has been closed");
            }
            assertThatThrownBy(() -> device.compile(program))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the device has been closed");
        }
    }

    @Test
    void anExecutableThatRunsWhileItsDeviceIsClosedFinishesAndThenSaysSo() throws InterruptedException {
        CpuDevice device = (CpuDevice) new CpuProvider().open("", new DeviceSettings(2));
        Program program = SmallNetworks.of("residual", 1);
        List<Tensor> inputs = Comparison.inputs(program, 1);
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        try (Executable executable = device.compile(program)) {
            List<Tensor> wanted = executable.run(inputs);
            Thread runner = new Thread(() -> {
                try {
                    while (executable.run(inputs).equals(wanted)) {
                        running.countDown();
                    }
                } catch (RuntimeException e) {
                    thrown.set(e);
                }
            });
            runner.start();
            running.await();
            device.close();
            runner.join();
            assertThat(thrown.get()).hasMessageContaining("the device has been closed");
        }
    }
}
