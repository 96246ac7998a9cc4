module portolan.test/cluster/programs

go 1.26.0
