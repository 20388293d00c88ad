package org.countersign;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The engine's web application finds its engine in a register of the whole machine, in which the one started last stands. Tests of several
 * applications take turns in one machine, so each brings its own back.
 */
public class OwnEngine implements TestExecutionListener {

    @Override
    public void prepareTestInstance(TestContext test) {
        test.getApplicationContext().getBeanProvider(ProcessEngine.class).ifAvailable(ProcessEngines::registerProcessEngine);
    }
}
