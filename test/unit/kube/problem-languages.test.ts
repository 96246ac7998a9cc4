import { describe, expect, test } from 'vitest';
import { refusalProblem } from '../../../src-main/engine/kube/kube-problem.ts';
import { objectWords } from '../../../src-main/engine/kube/object-words.ts';
import { noReadyPod } from '../../../src-main/engine/kube/pod-choice.ts';
import { podPort } from '../../../src-main/engine/kube/target-port.ts';
import { networkProblem } from '../../../src-main/engine/net/network-problem.ts';
import { say } from '../../../src-main/shared/language/message.ts';
import { type Problem, problemOf } from '../../../src-main/shared/problem.ts';
import { podSample, waiting } from './pod-samples.ts';

const asked = { context: 'prod', server: 'https://10.0.0.1:6443', path: '/api/v1/pods' };

function refused(code: number, said: string): Problem {
  const body = JSON.stringify({ kind: 'Status', message: said });
  return refusalProblem(asked, { status: code, contentType: 'application/json', body }).problem;
}

function crashing(): Problem {
  const crash = { ready: false, restarts: 1_234, container: waiting('CrashLoopBackOff') };
  const pods = [podSample('web-1', crash), podSample('web-2', { ready: false })];
  return noReadyPod(objectWords({ kind: 'statefulset', name: 'web' }), pods);
}

function withoutPort(): Problem {
  try {
    podPort({ containers: [{ ports: [{ name: 'http' }, { name: 'grpc' }] }] }, 'metrics', 'web-1');
  } catch (error) {
    return problemOf(error);
  }
  throw new Error('It has that port.');
}

function untrusted(context: string | null): Problem {
  const error = Object.assign(new Error(), { code: 'CERT_SIGNATURE_FAILURE' });
  return networkProblem({ ...asked, context }, error).problem;
}

const noRight =
  'pods is forbidden: User "ann" cannot list resource "pods" in API group "" in the namespace "shop"';

describe('what is put together of several parts is whole in each language', () => {
  test.each([
    [
      crashing(),
      'Pod web-1 反复崩溃（CrashLoopBackOff，已重启 1,234 次）。StatefulSet web 的 2 个 Pod 均未就绪。正在等待 Pod 就绪。',
      'Pod web-1 がクラッシュを繰り返しています (CrashLoopBackOff、再起動 1,234 回)。StatefulSet web の Pod 2 個はいずれも準備が完了していません。Pod の準備完了を待っています。',
    ],
    [
      withoutPort(),
      'Pod web-1 没有 TCP 端口 metrics。请选择以下之一：http、grpc。',
      'Pod web-1 に TCP ポート metrics はありません。次のいずれかを選択してください: http、grpc。',
    ],
    [
      refused(403, noRight),
      '上下文“prod”无权在命名空间 shop 中对 pods 执行 list。请向集群管理员申请在命名空间 shop 中对“pods”的“list”权限。',
      'コンテキスト「prod」には、名前空間 shop の pods に対する list の権限がありません。クラスターの管理者に、名前空間 shop の pods に対する list 権限を依頼してください。',
    ],
    [
      refused(404, 'pods "x" not found'),
      'API 服务器找不到该对象：pods "x" not found。请检查其名称和命名空间。',
      'API サーバーで見つかりません: pods "x" not found。名前と名前空間を確認してください。',
    ],
    [
      untrusted('prod'),
      '10.0.0.1:6443 的证书由未知的颁发机构签发。请更正上下文“prod”的 certificate-authority。',
      '10.0.0.1:6443 の証明書は不明な認証局によって署名されています。コンテキスト「prod」の certificate-authority を修正してください。',
    ],
    [
      untrusted(null),
      '10.0.0.1:6443 的证书由未知的颁发机构签发。请更正 kubeconfig 中的 certificate-authority。',
      '10.0.0.1:6443 の証明書は不明な認証局によって署名されています。kubeconfig の certificate-authority を修正してください。',
    ],
  ])('$message', ({ words }, zh, ja) => {
    expect([say('zh-CN', words), say('ja', words)]).toEqual([zh, ja]);
  });
});
