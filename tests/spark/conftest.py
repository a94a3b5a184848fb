import os
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

CLUSTER = "local-cluster[2,1,1024]"
"""Two workers of one core and 1 GB each, as processes of their own."""

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.executor.memory": "1g",
    "spark.log.level": "ERROR",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    building = SparkSession.builder.master(CLUSTER).appName("jiping")
    for name, value in SETTINGS.items():
        building = building.config(name, value)
    session = building.getOrCreate()
    yield session
    session.stop()
